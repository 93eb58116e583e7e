"""A real WordPress on this computer, from Debian's packages, in a folder of its own: nothing outside it is written.

WordPress' files are copied, so that its own `wp-config.php` takes the place of the packaged one; MariaDB listens on a
socket in the folder only; PHP's built-in server answers on a free port of 127.0.0.1.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PACKAGES = "wordpress mariadb-server php-cli php-mysql php-xml"
FILES = Path("/usr/share/wordpress")
_PROGRAMS = ("mariadbd", "mariadb-install-db", "php")

_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'wp'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}');
define('WP_CONTENT_DIR', '{root}/wp-content');
define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT','LOGGED_IN_SALT',
          'NONCE_SALT'] as $name) define($name, 'only for tests');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
# The built-in server knows no rewriting: what is no file goes to WordPress, as with Apache's usual rules.
_ROUTER = """<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path !== '/' && is_file(__DIR__ . $path)) return false;
$_SERVER['SCRIPT_NAME'] = '/index.php';
require __DIR__ . '/index.php';
"""
# The packages bring no theme along unless recommended ones are installed, too.
_THEME = """<!doctype html><html <?php language_attributes(); ?>><head><meta charset="utf-8">
<?php wp_head(); ?></head><body><main><?php while (have_posts()) { the_post(); ?>
<article><h2><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h2>
<time datetime="<?php echo get_the_date('c'); ?>"><?php echo get_the_date('d/m/Y H:i'); ?></time>
<?php if (is_single()) the_content(); ?></article><?php } ?></main><?php wp_footer(); ?></body></html>
"""
_FUNCTIONS = "<?php add_theme_support('automatic-feed-links'); add_theme_support('title-tag');"
_INSTALL = """
define('WP_INSTALLING', true);
require '{root}/wp-load.php'; require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Warta Uji', 'pengelola', 'pengelola@contoh.test', true, '', 'hanya-untuk-uji');
update_option('timezone_string', 'Asia/Jakarta'); update_option('gmt_offset', '');
update_option('permalink_structure', '/%year%/%monthnum%/%postname%/');
update_option('blog_public', 1); update_option('template', 'polos'); update_option('stylesheet', 'polos');
global $wp_rewrite; $wp_rewrite->init(); $wp_rewrite->flush_rules(false);
foreach (get_posts(['post_type' => 'any', 'numberposts' => -1]) as $post) wp_delete_post($post->ID, true);
echo get_bloginfo('version');
"""


def missing() -> list[str]:
    """What is not installed; [] where the server can be started."""
    absent = [name for name in _PROGRAMS if shutil.which(name) is None]
    return absent + ([] if (FILES / "wp-settings.php").is_file() else [str(FILES)])


@dataclass
class WordPress:
    """A running site.

    Args:
        url: its front page.
        root: its folder.
        version: of WordPress.
    """

    url: str
    root: Path
    version: str = ""

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.url.rstrip("/").rsplit(":", 1)[1])

    def php(self, code: str) -> str:
        """Run PHP inside WordPress and give back what it prints."""
        script = f"$_SERVER['HTTP_HOST'] = '127.0.0.1'; require '{self.root}/wp-load.php'; {code}"
        done = subprocess.run(["php", "-r", script], capture_output=True, text=True, check=True, timeout=120)
        return done.stdout.strip()

    def post(self, title: str, content: str, **fields: str) -> int:
        """Publish a post through WordPress itself; dates are local, `post_date="2026-11-20 08:00:00"`."""
        pairs = {"post_title": title, "post_content": content, "post_status": "publish", **fields}
        told = ", ".join(f"'{name}' => '{_quoted(value)}'" for name, value in pairs.items())
        return int(self.php(f"echo wp_insert_post([{told}]);"))

    def plugin(self, name: str, code: str) -> None:
        """A plugin that is always on, until it is removed."""
        folder = self.root / "wp-content" / "mu-plugins"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.php").write_text(f"<?php {code}", encoding="utf-8")

    def without_plugin(self, name: str) -> None:
        """Take a plugin away again."""
        (self.root / "wp-content" / "mu-plugins" / f"{name}.php").unlink()


@contextmanager
def running(folder: Path) -> Iterator[WordPress]:
    """A fresh WordPress in `folder`, gone again when the block ends."""
    root, data = folder / "situs", folder / "basisdata"
    shutil.copytree(FILES, root, ignore_dangling_symlinks=True)
    listening = folder / "db.sock"
    url = f"http://127.0.0.1:{_free_port()}"
    (root / "wp-config.php").write_text(_CONFIG.format(socket=listening, url=url, root=root), encoding="utf-8")
    (root / "router.php").write_text(_ROUTER, encoding="utf-8")
    theme = root / "wp-content" / "themes" / "polos"
    theme.mkdir(parents=True)
    (theme / "style.css").write_text("/* Theme Name: Polos */", encoding="utf-8")
    (theme / "index.php").write_text(_THEME, encoding="utf-8")
    (theme / "functions.php").write_text(_FUNCTIONS, encoding="utf-8")
    with _database(data, listening), _server(root, url):
        install = _INSTALL.format(root=root)
        done = subprocess.run(["php", "-r", install], capture_output=True, text=True, check=True, timeout=120)
        site = WordPress(url, root, done.stdout.strip()[-12:])
        _wait_until_it_answers(url)
        yield site


@contextmanager
def _database(data: Path, listening: Path) -> Iterator[None]:
    as_user = ["--user=root"] if os.geteuid() == 0 else []
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    made = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--skip-test-db", *as_user]
    subprocess.run([*made, "--auth-root-authentication-method=normal"], check=True, timeout=180, **quiet)
    options = [f"--datadir={data}", f"--socket={listening}", "--skip-networking", "--skip-grant-tables"]
    small = ["--innodb-buffer-pool-size=64M", "--innodb-flush-log-at-trx-commit=0", f"--pid-file={data}/pid"]
    process = subprocess.Popen(["mariadbd", "--no-defaults", *options, *small, *as_user], **quiet)
    try:
        make = (
            f"$db = new mysqli('localhost', 'root', '', '', 0, '{listening}'); $db->query('CREATE DATABASE wordpress');"
        )
        for _ in range(120):
            if listening.exists() and subprocess.run(["php", "-r", make], check=False, **quiet).returncode == 0:
                break
            time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def _server(root: Path, url: str) -> Iterator[None]:
    address = url.removeprefix("http://")
    command = ["php", "-q", "-d", "opcache.enable=0", "-S", address, "-t", str(root), str(root / "router.php")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_it_answers(url: str) -> None:
    for _ in range(60):
        try:
            with urllib.request.urlopen(f"{url}/?rest_route=/", timeout=20):  # noqa: S310 (our own address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError("WordPress does not answer")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
