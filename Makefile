# make, make install [DESTDIR=…] [prefix=/usr], make uninstall, make deb; the development itself uses swift directly.
prefix = /usr/local
bindir = $(prefix)/bin
datadir = $(prefix)/share
docdir = $(datadir)/doc/onrecord
mandir = $(datadir)/man
libdir = $(prefix)/lib
unitdir = $(libdir)/systemd/system
sysconfdir = /etc

SWIFT = swift
SCRATCH = .build
# Debian looks askance at a path of its own for libraries.
SWIFTFLAGS = -c release --static-swift-stdlib --disable-local-rpath
INSTALL = install
STRIP = -s
licence = LICENSE

build = $(SWIFT) build --scratch-path $(SCRATCH) $(SWIFTFLAGS)
# What is installed; another one can be named.
program = $$($(build) --show-bin-path)/onrecord

.PHONY: build install uninstall test deb

build:
	$(build) --product onrecord

test:
	setup/test

deb:
	deploy/debian/build

# A configuration that is there already is left alone.
install:
	@program="$(program)"; \
	test -x "$$program" || { echo "$$program is not there: run make first" >&2; exit 1; }; \
	$(INSTALL) -D $(STRIP) -m 755 "$$program" $(DESTDIR)$(bindir)/onrecord
	$(INSTALL) -d $(DESTDIR)$(unitdir) $(DESTDIR)$(docdir)/examples $(DESTDIR)$(sysconfdir)/onrecord/feeds.d
	sed -e 's|/usr/bin/onrecord|$(bindir)/onrecord|; s|/usr/share/doc/onrecord|$(docdir)|; s|/etc/onrecord|$(sysconfdir)/onrecord|' \
	    deploy/systemd/onrecord.service >$(DESTDIR)$(unitdir)/onrecord.service
	$(INSTALL) -D -m 644 deploy/sysusers.d/onrecord.conf $(DESTDIR)$(libdir)/sysusers.d/onrecord.conf
	$(INSTALL) -D -m 644 deploy/tmpfiles.d/onrecord.conf $(DESTDIR)$(libdir)/tmpfiles.d/onrecord.conf
	$(INSTALL) -D -m 644 deploy/man/onrecord.1 $(DESTDIR)$(mandir)/man1/onrecord.1
	$(INSTALL) -D -m 644 deploy/man/feeds.conf.5 $(DESTDIR)$(mandir)/man5/feeds.conf.5
	$(INSTALL) -D -m 644 deploy/completions/onrecord.bash $(DESTDIR)$(datadir)/bash-completion/completions/onrecord
	$(INSTALL) -D -m 644 deploy/completions/_onrecord $(DESTDIR)$(datadir)/zsh/vendor-completions/_onrecord
	$(INSTALL) -D -m 644 deploy/completions/onrecord.fish $(DESTDIR)$(datadir)/fish/vendor_completions.d/onrecord.fish
	$(INSTALL) -m 644 README.md CHANGELOG.md DESIGN.md MODEL.md CONTRIBUTING.md $(licence) $(DESTDIR)$(docdir)
	$(if $(licence),,sed -i 's|(LICENSE)|(copyright)|' $(DESTDIR)$(docdir)/README.md)
	$(INSTALL) -D -m 644 -t $(DESTDIR)$(docdir)/deploy/cluster $(wildcard deploy/cluster/*)
	chmod 755 $(DESTDIR)$(docdir)/deploy/cluster/certificates
	$(INSTALL) -D -m 644 -t $(DESTDIR)$(docdir)/docs docs/*.md docs/*.webp
	$(INSTALL) -m 644 feeds.conf deploy/prometheus/onrecord.rules.yml deploy/prometheus/prometheus.yml \
	    deploy/grafana/onrecord.json deploy/rsyslog/onrecord.conf $(DESTDIR)$(docdir)/examples
	$(INSTALL) -D -m 644 -t $(DESTDIR)$(docdir)/examples/watch deploy/watch/*.tsv
	@test -e $(DESTDIR)$(sysconfdir)/onrecord/feeds.conf || { \
	set -x; sed -f deploy/etc-feeds.sed feeds.conf >$(DESTDIR)$(sysconfdir)/onrecord/feeds.conf; }

# The configuration, the state and the records stay.
uninstall:
	rm -f $(DESTDIR)$(bindir)/onrecord $(DESTDIR)$(unitdir)/onrecord.service \
	    $(DESTDIR)$(libdir)/sysusers.d/onrecord.conf $(DESTDIR)$(libdir)/tmpfiles.d/onrecord.conf \
	    $(DESTDIR)$(mandir)/man1/onrecord.1 $(DESTDIR)$(mandir)/man5/feeds.conf.5 \
	    $(DESTDIR)$(datadir)/bash-completion/completions/onrecord $(DESTDIR)$(datadir)/zsh/vendor-completions/_onrecord \
	    $(DESTDIR)$(datadir)/fish/vendor_completions.d/onrecord.fish
	rm -rf $(DESTDIR)$(docdir)
