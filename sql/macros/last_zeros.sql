-- With how many zeros does a whole number end?
-- One count per number.
create macro last_zeros(figure) as
length(cast(cast(abs(figure) as hugeint) as varchar))
- length(rtrim(cast(cast(abs(figure) as hugeint) as varchar), '0'))
