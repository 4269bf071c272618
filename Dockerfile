# studybot in a container: `docker run -v studybot:/data --env-file .env studybot`
# The image is named to the Debian release, so that security patches come with a rebuild; packages come from the lock file.
ARG IMAGE=python:3.13-slim-trixie

FROM ${IMAGE} AS build
WORKDIR /studybot
COPY requirements.lock ./
COPY scripts/bootstrap.py scripts/
RUN python3 scripts/bootstrap.py
COPY bot bot
COPY decks decks
RUN .venv/bin/python -m compileall -q bot

FROM ${IMAGE}
ENV PATH=/studybot/.venv/bin:$PATH PYTHONUNBUFFERED=1 HOME=/data STUDYBOT_DATABASE=/data/studybot.db
WORKDIR /studybot
RUN install -d -o 10001 -g 10001 /data
COPY --from=build /studybot /studybot
USER 10001:10001
VOLUME /data
HEALTHCHECK --interval=5m --timeout=60s --start-period=1m CMD ["studybot", "db", "check", "--quick"]
ENTRYPOINT ["studybot"]
CMD ["run", "--serve"]
