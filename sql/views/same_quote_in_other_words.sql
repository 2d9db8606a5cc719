-- Which utterances are quoted in different words?
-- One row per utterance that is printed in at least two wordings.
select
    first(speaker order by published_from nulls last, quote_id) filter (where speaker is not null) as speaker,
    list(
        struct_pack(outlet := outlet, date := published_from, text := said)
        order by published_from nulls last, quote_id
    ) as wordings,
    count(distinct folded(said)) as wording_count,
    count(distinct article_id) as article_count,
    quote_cluster_id
from who_said_what
group by quote_cluster_id
having count(distinct folded(said)) >= 2
order by article_count desc, wording_count desc, quote_cluster_id
