// A certified OpenID provider (npm: oidc-provider, MIT) with one client and one person; prints its address.
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const [folder, back, secret, afterwards] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${folder}/lib/index.js`));

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: "kentongan",
      client_secret: secret,
      redirect_uris: [back],
      post_logout_redirect_uris: [afterwards],
    }],
    claims: { openid: ["sub"], profile: ["name", "preferred_username", "groups"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, name: "Sari Wulandari", preferred_username: id, groups: ["humas"] }),
    }),
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
