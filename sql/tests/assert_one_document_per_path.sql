-- documents, critical: A file, or a member of one, is one document.
select
    path as key,
    count(*) || ' documents' as seen
from documents
group by path
having count(*) > 1
