# make, make install [DESTDIR=…] [prefix=/usr], make uninstall; the development itself uses swift directly.
prefix = /usr/local
bindir = $(prefix)/bin
docdir = $(prefix)/share/doc/onrecord
libdir = $(prefix)/lib
sysconfdir = /etc

SWIFT = swift
SCRATCH = .build
SWIFTFLAGS = -c release --static-swift-stdlib
INSTALL = install

build = $(SWIFT) build --scratch-path $(SCRATCH) $(SWIFTFLAGS)

.PHONY: build install uninstall test

build:
	$(build) --product onrecord

test:
	setup/test

# A configuration that is there already is left alone.
install:
	@program="$$($(build) --show-bin-path)/onrecord"; \
	test -x "$$program" || { echo "$$program is not there: run make first" >&2; exit 1; }; \
	$(INSTALL) -D -s -m 755 "$$program" $(DESTDIR)$(bindir)/onrecord
	$(INSTALL) -d $(DESTDIR)$(libdir)/systemd/system $(DESTDIR)$(docdir) $(DESTDIR)$(sysconfdir)/onrecord/feeds.d
	sed -e 's|/usr/bin/onrecord|$(bindir)/onrecord|; s|/usr/share/doc/onrecord|$(docdir)|; s|/etc/onrecord|$(sysconfdir)/onrecord|' \
	    deploy/systemd/onrecord.service >$(DESTDIR)$(libdir)/systemd/system/onrecord.service
	$(INSTALL) -D -m 644 deploy/sysusers.d/onrecord.conf $(DESTDIR)$(libdir)/sysusers.d/onrecord.conf
	$(INSTALL) -D -m 644 deploy/tmpfiles.d/onrecord.conf $(DESTDIR)$(libdir)/tmpfiles.d/onrecord.conf
	$(INSTALL) -m 644 README.md CHANGELOG.md LICENSE feeds.conf $(DESTDIR)$(docdir)
	@test -e $(DESTDIR)$(sysconfdir)/onrecord/feeds.conf || { \
	set -x; sed -f deploy/etc-feeds.sed feeds.conf >$(DESTDIR)$(sysconfdir)/onrecord/feeds.conf; }

# The configuration, the state and the records stay.
uninstall:
	rm -f $(DESTDIR)$(bindir)/onrecord $(DESTDIR)$(libdir)/systemd/system/onrecord.service \
	    $(DESTDIR)$(libdir)/sysusers.d/onrecord.conf $(DESTDIR)$(libdir)/tmpfiles.d/onrecord.conf
	rm -rf $(DESTDIR)$(docdir)
