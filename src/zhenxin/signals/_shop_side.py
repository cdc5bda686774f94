"""Who stands on a shop's own side, for the signals of what is bought and praised from there."""

NEAR = """console as (select distinct merchant_id, account_id, device_id, wifi_hash from logins where merchant_id is not null),
        own as (
            select merchant_id, 'device' as what, device_id as token from console where device_id is not null
            union select merchant_id, 'Wi-Fi' as what, wifi_hash as token from console where wifi_hash is not null
            union select merchant_id, 'telephone' as what, phone_hash as token from merchants where phone_hash is not null
            union select merchant_id, 'account' as what, account_id as token from console
            union select merchant_id, 'money account' as what, payout_instrument_hash as token from merchants where payout_instrument_hash is not null
        ),
        theirs as (
            select distinct account_id, 'device' as what, device_id as token from sightings where device_id is not null
            union select account_id, 'Wi-Fi' as what, wifi_hash as token from sightings where wifi_hash is not null
            union select account_id, 'telephone' as what, phone_hash as token from accounts where phone_hash is not null
            union select account_id, 'account' as what, account_id as token from orders
            union select payer_id as account_id, 'money account' as what, instrument_hash as token from payments
                where kind = 'order' and instrument_hash is not null
        ),
        crowds as (select what, token, count(distinct account_id) as crowd from theirs group by what, token),
        whole as (select cast(count(distinct account_id) as double) as accounts from orders),
        near as (
            select o.merchant_id, t.account_id, min(o.what) as what from own o join theirs t on o.what = t.what and o.token = t.token
                join crowds c on t.what = c.what and t.token = c.token cross join whole w
            where c.crowd <= greatest(0.01 * w.accounts, 5.0) group by o.merchant_id, t.account_id
        )"""
"""`near` (merchant_id, account_id, what): who shares a device, a Wi-Fi, a telephone, an account or a money account with who runs the shop. What one account
in a hundred uses, five at the least, says nothing. `whole` has the number of buying accounts."""

TELLS_LESS = ("payments", "merchants", "accounts", "sightings.wifi_hash", "sightings.net_hash", "logins.wifi_hash", "logins.device_id")
"""Without these `near` knows fewer things that are shared, and still says something."""
