-- How far may what is meant lie from a figure as printed? Half of its last digit.
-- One distance per figure, NULL where it is unknown. Two zeros or more at its end are rounding ("3,000"),
-- one is not ("240"); what is so rounded away is never more than five per cent.
create macro half_step(figure) as
case
    when abs(figure) >= 1e30 then 0.05 * abs(figure)
    when figure = floor(figure)
        then least(
            power(10, last_zeros(figure) - cast(last_zeros(figure) % 3 = 1 as integer)) / 2,
            greatest(0.5, 0.05 * abs(figure))
        )
    else power(10, -length(split_part(cast(round(abs(figure), 6) as varchar), '.', 2))) / 2
end
