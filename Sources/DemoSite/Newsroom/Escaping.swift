extension String {
    /// The text as it stands between tags or in a quoted attribute of HTML and XML.
    var escaped: String {
        var result = ""
        for character in self {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    /// The text as a JSON string with its quotation marks, safe inside a `<script>` element.
    var json: String {
        var result = "\""
        for character in self {
            switch character {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "<": result += "\\u003C"
            default: result.append(character)
            }
        }
        return result + "\""
    }
}
