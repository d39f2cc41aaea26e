# shellcheck shell=bash
# The OpenID provider that single sign-on is tested against: Debian's LemonLDAP::NG, run by the tests as a process of their
# own (Tests/Provider/lemonldap.py). Its system service is not started. Needs say.sh and packages.sh.

have_provider() {
    [ -e /usr/share/perl5/Lemonldap/NG/Portal/Issuer/OpenIDConnect.pm ] && [ -e /usr/share/perl5/String/Random.pm ] &&
        command -v plackup >/dev/null && command -v openssl >/dev/null
}

# Installs it where that can be done; without it the tests say what they skip, or fail where CI is set.
ensure_provider() {
    have_provider && return 0
    command -v apt-get >/dev/null || return 0
    [ "$(id -u)" -eq 0 ] || return 0
    say "installing liblemonldap-ng-portal-perl"
    # What Debian's package would start belongs to nobody here.
    if command -v systemctl >/dev/null; then
        systemctl mask lemonldap-ng-fastcgi-server.service liblemonldap-ng-portal-perl.timer >/dev/null 2>&1 || true
    fi
    env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || true
    env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openssl \
        liblemonldap-ng-portal-perl libstring-random-perl libio-string-perl libmime-tools-perl >&2 ||
        say "LemonLDAP::NG could not be installed: the tests of single sign-on are skipped"
}
