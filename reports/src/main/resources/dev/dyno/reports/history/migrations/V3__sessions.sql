-- Comparisons of the same code with itself, by dyno qualify: each is one verdict and one session.

CREATE TABLE same_code_session (
  id               VARCHAR(64)      PRIMARY KEY,
  machine          VARCHAR(32)      NOT NULL REFERENCES machine (fingerprint),
  began_at         BIGINT           NOT NULL,
  benchmark        TEXT             NOT NULL,
  busy_loops       INTEGER          NOT NULL,
  pairs            INTEGER          NOT NULL,
  mean             DOUBLE PRECISION NOT NULL,
  standard_error   DOUBLE PRECISION NOT NULL,
  verdict          VARCHAR(20)      NOT NULL,
  detectable       DOUBLE PRECISION NOT NULL
);

CREATE INDEX same_code_by_machine ON same_code_session (machine, began_at);
