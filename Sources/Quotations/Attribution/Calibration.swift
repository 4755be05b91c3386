/// Turns the probability of a quotation's choices into how often such quotations are right.
///
/// The knots were measured by cross-validation over annotated news articles: what a cue introduces is surer than its probability says,
/// marked text without one less sure.
enum Calibration {
    private static let introduced: [(product: Float, share: Float)] = [
        (0, 0.3), (0.36, 0.54), (0.45, 0.62), (0.55, 0.68), (0.65, 0.76), (0.75, 0.85), (0.85, 0.88), (0.91, 0.935), (0.955, 0.966),
        (0.98, 0.975), (1, 0.99),
    ]
    private static let loose: [(product: Float, share: Float)] = [
        (0, 0.1), (0.3, 0.22), (0.45, 0.36), (0.55, 0.45), (0.65, 0.49), (0.75, 0.55), (0.85, 0.68), (0.91, 0.85), (0.95, 0.94),
        (0.98, 0.96), (1, 0.985),
    ]

    /// - Parameters:
    ///   - product: the product of the probabilities of the choices.
    ///   - hasCue: whether a cue introduces the words.
    /// - Returns: the share of such quotations whose words and speaker are right, from 0 to 1.
    static func confidence(_ product: Float, hasCue: Bool) -> Double {
        let knots = hasCue ? introduced : loose
        let product = min(max(product, 0), 1)
        for (low, high) in zip(knots, knots.dropFirst()) where product <= high.product {
            let part = (product - low.product) / (high.product - low.product)
            return Double(low.share + part * (high.share - low.share))
        }
        return Double(knots.last?.share ?? product)
    }
}
