-- Do two figures agree as far as the digits they are printed with go?
-- One truth value per pair of figures and the distance that their rounding allows; NULL where one is unknown.
create macro reconciles(figure, other_figure, rounding) as
abs(figure - other_figure) <= rounding * (1 + 1e-9)
