-- Nights, what they found, who was told, and what was accepted. Texts of closed sets are the names
-- of the program's constants.

CREATE TABLE night (
  id               VARCHAR(64)      PRIMARY KEY,
  machine          VARCHAR(32)      NOT NULL,
  commit_hash      VARCHAR(100)     NOT NULL,
  profile          VARCHAR(200)     NOT NULL,
  started_at       BIGINT           NOT NULL,
  ended_at         BIGINT           NOT NULL,
  exit_code        INTEGER          NOT NULL,
  good             INTEGER          NOT NULL
);

CREATE INDEX night_by_time ON night (machine, started_at);

CREATE TABLE phase (
  night            VARCHAR(64)      NOT NULL REFERENCES night (id) ON DELETE CASCADE,
  place            INTEGER          NOT NULL,
  name             VARCHAR(50)      NOT NULL,
  run              VARCHAR(64)      NOT NULL,
  outcome          VARCHAR(20)      NOT NULL,
  exit_code        INTEGER          NOT NULL,
  sentence         TEXT             NOT NULL,
  started_at       BIGINT           NOT NULL,
  ended_at         BIGINT           NOT NULL,
  PRIMARY KEY (night, place)
);

CREATE TABLE finding (
  id               VARCHAR(64)      PRIMARY KEY,
  series           BIGINT           NOT NULL,
  title            TEXT             NOT NULL,
  kind             VARCHAR(20)      NOT NULL,
  change_share     DOUBLE PRECISION NOT NULL,
  before_commit    VARCHAR(100)     NOT NULL,
  since_commit     VARCHAR(100)     NOT NULL,
  since_run        VARCHAR(64)      NOT NULL,
  sentence         TEXT             NOT NULL,
  raised_at        BIGINT           NOT NULL,
  state            VARCHAR(20)      NOT NULL,
  finding_ended_at BIGINT           NOT NULL,
  ending           TEXT             NOT NULL
);

CREATE INDEX finding_by_series ON finding (series);

CREATE TABLE alert (
  finding          VARCHAR(64)      NOT NULL REFERENCES finding (id) ON DELETE CASCADE,
  message          VARCHAR(20)      NOT NULL,
  target           VARCHAR(200)     NOT NULL,
  state            VARCHAR(20)      NOT NULL,
  attempts         INTEGER          NOT NULL,
  changed_at       BIGINT           NOT NULL,
  answer           TEXT             NOT NULL,
  PRIMARY KEY (finding, message, target)
);

CREATE INDEX alert_by_state ON alert (state);

CREATE TABLE ack (
  id               VARCHAR(64)      PRIMARY KEY,
  series           TEXT             NOT NULL,
  reason           TEXT             NOT NULL,
  accepted_by      VARCHAR(200)     NOT NULL,
  given_at         BIGINT           NOT NULL,
  until_day        VARCHAR(10)      NOT NULL
);
