-- What is new, changed or gone since the build before this one, and what brought it about?
-- One row per row that changed.
select
    changes.table_name,
    changes.change,
    changes.cause,
    case changes.table_name
        when 'documents' then documents.path
        when 'claims' then claims.text
        when 'articles' then articles.title
        when 'quotes' then quotes.text
        when 'entities' then entities.name
    end as words,
    changes.became,
    changes.key,
    changes.run_id
from ops.changes
inner join ops.build_info using (run_id)
left join documents on changes.key = documents.document_id
left join claims on changes.key = claims.claim_id
left join articles on changes.key = articles.article_id
left join quotes on changes.key = quotes.quote_id
left join entities on changes.key = entities.entity_id
order by changes.table_name, changes.change, changes.key
