# Makes the configuration of an installed daemon from the sample: its folders are those of the unit, and whose news it reads is
# for the operator to say.
s|^output = .*|output = "/var/lib/onrecord/out"|
s|^state = .*|state = "/var/lib/onrecord/state.db"|
s|--config feeds.conf|--config /etc/onrecord/feeds.conf|g
s|^# Ten public news feeds to begin with\.|# Ten public news feeds; take the marks away from those that are wanted, then: systemctl reload onrecord.|
/^\[\[feed\]\]/,$s/^\([^#]\)/#\1/
