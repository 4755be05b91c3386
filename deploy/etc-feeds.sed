# Makes the configuration of an installed daemon from the sample: its folders are those of the unit, and whose news it reads is
# for the operator to say.
s|^output = .*|output = "/var/lib/onrecord/out"|
s|^state = .*|state = "/var/lib/onrecord/state.db"|
s|--config feeds.conf|--config /etc/onrecord/feeds.conf|g
s|^# Ten public news feeds to begin with\. Publishers move|# Ten public news feeds. Take the marks away from those that are wanted, then: systemctl reload onrecord.\n# Publishers move|
s|watch/\*\.tsv, in deploy or among those of the package\.|/usr/share/doc/onrecord/examples/watch.|
s|(deploy/cluster/README.md, also in the$|(see\n# /usr/share/doc/onrecord/deploy/cluster/README.md, in the|
/^\[\[feed\]\]/,$s/^\([^#]\)/#\1/
