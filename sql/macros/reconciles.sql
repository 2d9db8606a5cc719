-- Do two figures agree as far as figures in print do? Both are rounded there, so five per cent may part them.
-- One truth value per pair of figures; NULL where one is unknown.
create macro reconciles(figure, other_figure) as
abs(figure - other_figure) <= 0.05 * greatest(abs(figure), abs(other_figure))
