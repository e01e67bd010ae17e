"""The one door to the database: keys, engines, migrations, capture and seal."""
