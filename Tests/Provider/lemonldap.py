#!/usr/bin/env python3
"""A real OpenID provider for the tests: Debian's LemonLDAP::NG, as one process with a directory of its own.

  lemonldap.py serve DIRECTORY PORT REDIRECT   becomes the provider; DIRECTORY is made, with keys and one client
  lemonldap.py rotate DIRECTORY                gives it another key, which the next `serve` signs with

Its persons are those of the Demo backend: dwho, rtyler, msmith, each with the name as password.
"""

import json
import os
import pathlib
import secrets
import shutil
import subprocess
import sys

CLIENT, SECRET = "grainledger", "only-for-the-tests"
PORTAL = pathlib.Path("/usr/share/lemonldap-ng/portal")


def openssl(*words, text=None):
    return subprocess.run(["openssl", *words], input=text, capture_output=True, check=True, text=True).stdout


def fresh_key():
    private = openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")
    return {
        "oidcServicePrivateKeySig": private,
        "oidcServicePublicKeySig": openssl("pkey", "-pubout", text=private),
        "oidcServiceKeyIdSig": secrets.token_urlsafe(8),
    }


def client(redirect):
    """What the provider knows of its one client; PKCE is asked for, so that a service without it fails."""
    return {
        "oidcRPMetaDataOptions": {"book": {
            "oidcRPMetaDataOptionsClientID": CLIENT, "oidcRPMetaDataOptionsClientSecret": SECRET,
            "oidcRPMetaDataOptionsRedirectUris": redirect, "oidcRPMetaDataOptionsIDTokenSignAlg": "RS256",
            "oidcRPMetaDataOptionsRequirePKCE": 1, "oidcRPMetaDataOptionsBypassConsent": 1,
            "oidcRPMetaDataOptionsUserIDAttr": "uid"}},
        "oidcRPMetaDataExportedVars": {"book": {"name": "cn"}},
        "oidcRPMetaDataOptionsExtraClaims": {"book": {}},
    }


def configuration(home, port, redirect):
    issuer = f"http://localhost:{port}"
    sessions = {"Directory": f"{home}/sessions", "LockDirectory": f"{home}/locks", "generateModule":
                "Lemonldap::NG::Common::Apache::Session::Generate::SHA256"}
    return {
        "cfgNum": 1, "cfgAuthor": "tests", "cfgDate": 1, "cfgVersion": "2.16.1", "portal": f"{issuer}/",
        "domain": "localhost", "cookieName": "provider", "securedCookie": 0, "key": secrets.token_hex(16),
        "authentication": "Demo", "userDB": "Same", "passwordDB": "Null", "registerDB": "Null",
        "demoExportedVars": {"cn": "cn", "mail": "mail", "uid": "uid"}, "exportedVars": {},
        "globalStorage": "Apache::Session::File", "globalStorageOptions": sessions,
        "persistentStorage": "Apache::Session::File", "persistentStorageOptions": sessions,
        "localSessionStorage": "Cache::NullCache", "localSessionStorageOptions": {}, "tokenUseGlobalStorage": 1,
        "issuerDBOpenIDConnectActivation": 1, "oidcServiceMetaDataIssuer": issuer,
        "oidcServiceAllowAuthorizationCodeFlow": 1, "locationRules": {"localhost": {"default": "accept"}},
        "exportedHeaders": {}, "vhostOptions": {}, "groups": {}, "macros": {}, "applicationList": {},
        "captcha": "::Plugins::SingleSession", "portalCheckLogins": 0, "portalDisplayRegister": 0, "portalDisplayResetPassword": 0, "logLevel": "warn",
        **client(redirect), **fresh_key(),
    }


def serve(home, port, redirect):
    for name in ("conf", "sessions", "locks", "cache"):
        (home / name).mkdir(parents=True, exist_ok=True)
    if not (home / "conf/lmConf-1.json").exists():
        (home / "conf/lmConf-1.json").write_text(json.dumps(configuration(home, port, redirect)))
    settings = home / "lemonldap-ng.ini"
    settings.write_text(f"""[all]
logLevel = warn
[configuration]
type = File
dirName = {home}/conf
localStorage = Cache::FileCache
localStorageOptions = {{ 'namespace' => 'conf', 'cache_root' => '{home}/cache', 'cache_depth' => 1 }}
[portal]
staticPrefix = /static
templateDir = {PORTAL}/templates
languages = en, fr
""")
    program = home / "provider.psgi"
    program.write_text(f"""use Plack::Builder;
use Lemonldap::NG::Portal::Main;
builder {{
    enable 'Plack::Middleware::Static', path => sub {{ s#^/static/#/# }}, root => '{PORTAL}/htdocs/static';
    Lemonldap::NG::Portal::Main->run({{}});
}};
""")
    plackup = shutil.which("plackup")
    os.environ["LLNG_DEFAULTCONFFILE"] = str(settings)
    os.execv(plackup, [plackup, "--server", "HTTP::Server::PSGI", "--host", "127.0.0.1", "--port", str(port),
                       "--no-default-middleware", str(program)])


def rotate(home):
    file = home / "conf/lmConf-1.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **fresh_key()}))


if __name__ == "__main__":
    home = pathlib.Path(sys.argv[2]).absolute()
    if sys.argv[1] == "serve":
        serve(home, int(sys.argv[3]), sys.argv[4])
    else:
        rotate(home)
