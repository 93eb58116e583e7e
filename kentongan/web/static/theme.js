// Follows the computer's own look until the officer chooses one. Runs before the page is drawn.
(() => {
  const root = document.documentElement;
  if (root.hasAttribute("data-chosen")) return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  follow();
  dark.addEventListener("change", follow);
})();
