-- Runs that several machines share. The plan is fixed by who comes first; each shard is there whole,
-- as its gzipped measurement. Two contents of one shard are both kept, so that a report can tell.

CREATE TABLE shared_run (
  id               VARCHAR(100)     NOT NULL,
  command          VARCHAR(50)      NOT NULL,
  begun_at         BIGINT           NOT NULL,
  plan             TEXT             NOT NULL,
  PRIMARY KEY (id, command)
);

CREATE INDEX shared_run_by_time ON shared_run (begun_at);

CREATE TABLE shard (
  shared_run       VARCHAR(100)     NOT NULL,
  command          VARCHAR(50)      NOT NULL,
  place            INTEGER          NOT NULL,
  digest           VARCHAR(64)      NOT NULL,
  run              VARCHAR(64)      NOT NULL,
  machine          VARCHAR(32)      NOT NULL REFERENCES machine (fingerprint),
  exit_code        INTEGER          NOT NULL,
  stored_at        BIGINT           NOT NULL,
  measurement      BYTEA            NOT NULL,
  PRIMARY KEY (shared_run, command, place, digest),
  FOREIGN KEY (shared_run, command) REFERENCES shared_run (id, command) ON DELETE CASCADE
);

-- How long a comparison took when it was measured last, so that shards can be made even.
CREATE TABLE cost (
  command          VARCHAR(50)      NOT NULL,
  toggle           TEXT             NOT NULL,
  benchmark        TEXT             NOT NULL,
  params           TEXT             NOT NULL,
  millis           BIGINT           NOT NULL,
  measured_at      BIGINT           NOT NULL,
  PRIMARY KEY (command, toggle, benchmark, params)
);
