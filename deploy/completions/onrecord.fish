function __onrecord_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __onrecord_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __onrecord_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __onrecord_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __onrecord_parse_tokens -S
    set -l unparsed_tokens (__onrecord_tokens -pc)
    switch $unparsed_tokens[1]
    case 'onrecord'
        __onrecord_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'run'
            __onrecord_parse_subcommand 0 'config=' 'once' 'q/quiet' 'v/verbose' 'json' 'version' 'h/help'
        case 'check'
            __onrecord_parse_subcommand 0 'json' 'q/quiet' 'config=' 'version' 'h/help'
        case 'status'
            __onrecord_parse_subcommand 1 'json' 'w/watch' 'config=' 'version' 'h/help'
        case 'feeds'
            __onrecord_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __onrecord_parse_subcommand 0 'json' 'config=' 'version' 'h/help'
            case 'add'
                __onrecord_parse_subcommand 1 'tag=+' 'unchecked' 'json' 'config=' 'version' 'h/help'
            case 'remove'
                __onrecord_parse_subcommand 1 'config=' 'version' 'h/help'
            case 'import'
                __onrecord_parse_subcommand 1 'json' 'q/quiet' 'config=' 'version' 'h/help'
            case 'export'
                __onrecord_parse_subcommand 0 'config=' 'version' 'h/help'
            end
        case 'feed'
            __onrecord_parse_subcommand 1 'content-type=' 'url=' 'jsonl' 'config=' 'version' 'h/help'
        case 'article'
            __onrecord_parse_subcommand 1 'url=' 'jsonl' 'config=' 'version' 'h/help'
        case 'quotes'
            __onrecord_parse_subcommand 1 'jsonl' 'config=' 'version' 'h/help'
        case 'tail'
            __onrecord_parse_subcommand 0 'config=' 'f/follow' 'quotes' 'since=' 'last=' 'cursor=' 'version' 'h/help'
        case 'verify'
            __onrecord_parse_subcommand 1 'config=' 'version' 'h/help'
        case 'schema'
            __onrecord_parse_subcommand 0 'config=' 'version' 'h/help'
        case 'demo'
            __onrecord_parse_subcommand 1 'config=' 'version' 'h/help'
        case 'collect'
            __onrecord_parse_subcommand 0 'name=' 'q/quiet' 'config=' 'version' 'h/help'
        case 'cluster'
            __onrecord_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'status'
                __onrecord_parse_subcommand 0 'shards' 'json' 'config=' 'version' 'h/help'
            end
        case 'help'
            __onrecord_parse_subcommand -r 1 'version'
        end
    end
end

function __onrecord_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __onrecord_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __onrecord_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __onrecord_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__onrecord_tokens -p)
    if test -z "$(__onrecord_tokens -t)"
        set -l index (count (__onrecord_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'onrecord' -f
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'run' -d 'Polls the feeds, reads the articles, writes the records.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'check' -d 'Reads the configuration and says what is wrong with it.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'status' -d 'Shows each feed: health, last and next poll, new items, last error.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'feeds' -d 'Lists, adds, removes, imports and exports feeds.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'feed' -d 'Prints one feed as one JSON object.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'article' -d 'Prints one page\'s article as one JSON object.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'quotes' -d 'Prints a plain text\'s entities and quotations as one JSON object.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'tail' -d 'Prints records from finished and growing segments.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'verify' -d 'Checks segments against the manifest: sums, counts, sequence, no id and revision twice.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'schema' -d 'Prints the JSON Schema of a record.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'demo' -d 'Serves a small news site of its own on loopback, ingests it for real, prints what it found.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'collect' -d 'Writes a fleet\'s records to the output folder.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'cluster' -d 'Looks after a fleet.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord run" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord run" once' -l 'once' -d 'Poll every feed once, finish the work and exit.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord run" q quiet' -l 'quiet' -s 'q' -d 'Log only what needs attention.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord run" v verbose' -l 'verbose' -s 'v' -d 'Log every poll and page.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord run" json' -l 'json' -d 'With --once: print the report as one JSON object.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord run" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord run" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord check" json' -l 'json' -d 'Print one JSON object.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord check" q quiet' -l 'quiet' -s 'q' -d 'Say only what is wrong.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord check" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord check" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord status" json' -l 'json' -d 'Print one JSON object.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord status" w watch' -l 'watch' -s 'w' -d 'Go on, and show what changes.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord status" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord status" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord feeds" -eq 1' -fa 'list' -d 'Prints the feeds, one a line, with tags and where they are listed.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord feeds" -eq 1' -fa 'add' -d 'Adds a feed, or the feed that a page advertises.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord feeds" -eq 1' -fa 'remove' -d 'Removes a feed that was added by command.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord feeds" -eq 1' -fa 'import' -d 'Adds the feeds of an OPML file or of a list with one address a line.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord feeds" -eq 1' -fa 'export' -d 'Prints all feeds as OPML.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds list" json' -l 'json' -d 'Print one JSON object a line.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds list" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds list" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds add"' -l 'tag' -d 'A tag for its records; may be given more than once.' -rfka ''
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds add" unchecked' -l 'unchecked' -d 'Add the address without fetching it.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds add" json' -l 'json' -d 'Print one JSON object.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds add" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds add" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds remove" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds remove" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord feeds import" -eq 1' -F
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds import" json' -l 'json' -d 'Print one JSON object.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds import" q quiet' -l 'quiet' -s 'q' -d 'Say only what is wrong.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds import" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds import" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds export" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds export" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feeds export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord feed" -eq 1' -F
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feed" content-type' -l 'content-type' -d 'The Content-Type that the file came with.' -rfka ''
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feed" url' -l 'url' -d 'The address that the file came from, for its relative links.' -rfka ''
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feed" jsonl' -l 'jsonl' -d 'Read lines {"id","path","content_type"?,"url"?} from standard input, print one line each.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feed" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feed" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord feed" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord article" -eq 1' -F
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord article" url' -l 'url' -d 'The address that the file came from.' -rfka ''
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord article" jsonl' -l 'jsonl' -d 'Read lines {"id","path"|"html","url"?} from standard input, print one line each.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord article" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord article" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord article" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord quotes" -eq 1' -F
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord quotes" jsonl' -l 'jsonl' -d 'Read lines {"id","text"} from standard input, print one line each.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord quotes" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord quotes" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord quotes" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord tail" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord tail" f follow' -l 'follow' -s 'f' -d 'Go on as records are written.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord tail" quotes' -l 'quotes' -d 'Print quotations for reading instead of records.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord tail" since' -l 'since' -d 'Begin with this record.' -rfka ''
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord tail" last' -l 'last' -d 'Begin with the last so many records; 0 with --follow for those to come.' -rfka ''
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord tail" cursor' -l 'cursor' -d 'Go on where the last run with this name ended; what it has not read is kept for it.' -rfka ''
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord tail" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord tail" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord verify" -eq 1' -fa '(__onrecord_complete_directories)'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord verify" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord verify" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord schema" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord schema" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord schema" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord demo" -eq 1' -fa '(__onrecord_complete_directories)'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord demo" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord demo" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord demo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord collect" name' -l 'name' -d 'The collector\'s name, by which the servers remember its place.' -rfka ''
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord collect" q quiet' -l 'quiet' -s 'q' -d 'Log only what needs attention.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord collect" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord collect" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord collect" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord cluster" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord cluster" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_positional "onrecord cluster" -eq 1' -fa 'status' -d 'Shows a fleet\'s workers, who owns what, and how far collectors are behind.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord cluster status" shards' -l 'shards' -d 'List the shards of each worker.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord cluster status" json' -l 'json' -d 'Print one JSON object.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord cluster status" config' -l 'config' -d 'The configuration file.' -rF
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord cluster status" version' -l 'version' -d 'Show the version.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord cluster status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'onrecord' -n '__onrecord_should_offer_completions_for_flags_or_options "onrecord help" version' -l 'version' -d 'Show the version.'
