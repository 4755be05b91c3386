/// Paths of files as texts.
public enum FilePath {
    /// The folder that a file stands in; "." for a name without one.
    public static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }
}
