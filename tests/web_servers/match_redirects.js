// Reads the rules and the paths from standard input, and tells what Netlify's own matcher makes of each path.
const redirector = require(process.argv[2]);
const { rules, paths } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const nothing = () => "";

redirector.parsePlain(rules, { jwtSecret: "", jwtRole: "" }).then((matcher) => {
  const found = paths.map((path) => {
    const request = { scheme: "https", host: "data.voorbeeld.nl", path, query: "", headers: {}, cookieValues: {} };
    const rule = matcher.match({ ...request, getHeader: nothing, getCookie: nothing });
    return rule && [rule.to, rule.status];
  });
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
});
