-- How far each series was followed, so that a new night costs it the length of a window. May be lost: it is worked out anew.

CREATE TABLE followed (
  series           BIGINT           NOT NULL REFERENCES series (id),
  reading          VARCHAR(20)      NOT NULL,
  beginning        VARCHAR(64)      NOT NULL,
  changes          TEXT             NOT NULL,
  PRIMARY KEY (series, reading)
);
