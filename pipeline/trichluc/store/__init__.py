"""Reports to tables on disk: schemas, snapshots, SQL, export. The only room that knows Arrow and DuckDB."""
