-- What is over is found by its time, also where a clock ran ahead for a while.
CREATE INDEX requests_by_time ON requests (at);

CREATE INDEX outbox_over ON outbox (since, id)
    WHERE state <> 'waiting' AND round IS NOT NULL AND kind IN ('refresh', 'amended', 'nudge');
