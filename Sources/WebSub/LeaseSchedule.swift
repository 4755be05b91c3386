/// When a hub is asked again: to renew a lease before it ends, or after it did not answer as hoped.
public enum LeaseSchedule {
    /// What is asked for: long enough to be no burden, short enough that a hub which forgets us is found out.
    public static let wanted = Duration.seconds(10 * 86_400)
    /// Of a hub that says no.
    public static let afterDenial = Duration.seconds(86_400)

    /// What is believed of the lease that a hub gives.
    public static func believed(_ lease: Duration?) -> Duration { min(max(lease ?? .seconds(86_400), .seconds(10)), .seconds(90 * 86_400)) }

    /// How long after the lease began it is renewed: with a fifth of it left.
    ///
    /// - Parameter jitter: from 0 to 1, so that a hub is not asked for all its feeds at once.
    public static func renewal(of lease: Duration, jitter: Double) -> Duration {
        lease * 4 / 5 - lease / 10 * Int(min(max(jitter, 0), 1) * 1000) / 1000
    }

    /// How long to wait for a hub that has not answered, or not verified, so many times in a row.
    public static func retry(attempts: Int) -> Duration { min(.seconds(300) * (1 << min(max(attempts - 1, 0), 9)), afterDenial) }
}
