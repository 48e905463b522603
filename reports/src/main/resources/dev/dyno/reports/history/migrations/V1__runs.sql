-- Whatever SQLite and PostgreSQL both take. Times are milliseconds since 1970; a series' number is
-- made from its key, so that many writers need not agree.

CREATE TABLE machine (
  fingerprint      VARCHAR(32)      PRIMARY KEY,
  kernel           VARCHAR(200)     NOT NULL,
  cpu              VARCHAR(200)     NOT NULL,
  cores            INTEGER          NOT NULL,
  memory_bytes     BIGINT           NOT NULL,
  jdk              VARCHAR(200)     NOT NULL
);

CREATE TABLE run (
  id               VARCHAR(64)      PRIMARY KEY,
  machine          VARCHAR(32)      NOT NULL REFERENCES machine (fingerprint),
  command          VARCHAR(50)      NOT NULL,
  started_at       BIGINT           NOT NULL,
  profile          VARCHAR(200)     NOT NULL,
  seed             BIGINT           NOT NULL,
  version          VARCHAR(100)     NOT NULL,
  commit_hash      VARCHAR(100)     NOT NULL,
  dirty            INTEGER          NOT NULL,
  load_at_start    DOUBLE PRECISION NOT NULL
);

CREATE INDEX run_by_time ON run (started_at);

CREATE TABLE missing (
  run              VARCHAR(64)      NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  place            INTEGER          NOT NULL,
  sentence         TEXT             NOT NULL,
  PRIMARY KEY (run, place)
);

CREATE TABLE series (
  id               BIGINT           PRIMARY KEY,
  machine          VARCHAR(32)      NOT NULL REFERENCES machine (fingerprint),
  command          VARCHAR(50)      NOT NULL,
  toggle           TEXT             NOT NULL,
  benchmark        TEXT             NOT NULL,
  params           TEXT             NOT NULL,
  metric           VARCHAR(50)      NOT NULL
);

CREATE TABLE estimate (
  series           BIGINT           NOT NULL REFERENCES series (id),
  run              VARCHAR(64)      NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  unit             VARCHAR(50)      NOT NULL,
  baseline         DOUBLE PRECISION NOT NULL,
  candidate        DOUBLE PRECISION NOT NULL,
  effect           DOUBLE PRECISION NOT NULL,
  low              DOUBLE PRECISION NOT NULL,
  high             DOUBLE PRECISION NOT NULL,
  confidence       DOUBLE PRECISION NOT NULL,
  pairs            INTEGER          NOT NULL,
  verdict          VARCHAR(20)      NOT NULL,
  detectable       DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (series, run)
);

CREATE INDEX estimate_by_run ON estimate (run);

CREATE TABLE fact (
  run              VARCHAR(64)      NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  place            INTEGER          NOT NULL,
  toggle           TEXT             NOT NULL,
  title            TEXT             NOT NULL,
  name             TEXT             NOT NULL,
  operations       BIGINT           NOT NULL,
  baseline         BIGINT           NOT NULL,
  candidate        BIGINT           NOT NULL,
  exact            INTEGER          NOT NULL,
  PRIMARY KEY (run, place)
);
