-- articles, critical: A document has one main article at most.
select
    document_id as key,
    count(*) || ' main articles' as seen
from articles
where kind = 'main'
group by document_id
having count(*) > 1
