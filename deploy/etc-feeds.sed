# Makes the configuration of an installed daemon from the sample: its folders are those of the unit.
s|^output = .*|output = "/var/lib/onrecord/out"|
s|^state = .*|state = "/var/lib/onrecord/state.db"|
s|--config feeds.conf|--config /etc/onrecord/feeds.conf|g
