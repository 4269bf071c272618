# studybot in a container: `docker run -v studybot:/data --env-file .env studybot`; docs/docker.md says more.
# The image is named to the Debian release, so that security patches come with a rebuild; packages come from the lock file.
ARG IMAGE=python:3.13-slim-trixie

FROM ${IMAGE} AS build
WORKDIR /studybot
# The packages first: they change seldom, so that a change of the code builds in seconds.
COPY requirements.lock ./
COPY scripts/bootstrap.py scripts/
RUN python3 scripts/bootstrap.py
COPY bot bot
COPY decks decks
RUN .venv/bin/python -m compileall -q bot && rm -r scripts requirements.lock

FROM ${IMAGE}
LABEL org.opencontainers.image.title=studybot org.opencontainers.image.licenses=MIT
ENV PATH=/studybot/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/data STUDYBOT_DATABASE=/data/studybot.db STUDYBOT_HTTP=0.0.0.0:8080 STUDYBOT_LOG=info,json
WORKDIR /studybot
RUN install -d -o 10001 -g 10001 /data
COPY --from=build /studybot /studybot
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["studybot", "health"]
ENTRYPOINT ["studybot"]
CMD ["run", "--serve"]
