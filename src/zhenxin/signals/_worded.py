"""What both signals of reviews written alike read: each review in words, with the title and the category of what it is about."""

WORDED = """
        select r.review_id as entity_id, r.account_id, r.merchant_id, r.text, concat(coalesce(p.title, ''), ' ', coalesce(p.category, '')) as title,
            coalesce(p.category, m.category) as category
        from reviews r left join products p on r.product_id = p.product_id left join merchants m on r.merchant_id = m.merchant_id
        where r.text is not null and r.merchant_id is not null"""
