# The API, the workers and the command line, in one image. The command says which: serve, worker, migrate, …
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run -s build

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:20-bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ffmpeg \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY bin bin
COPY models models
COPY storage/migrations storage/migrations
COPY storage/pglite-thread.mjs storage/
COPY fixtures fixtures
COPY --from=build /app/dist dist
RUN ln -s /app/bin/vouch.mjs /usr/local/bin/vouch \
 && install -d -o node -g node /var/lib/vouch
ENV NODE_ENV=production \
    VOUCH_DATA_DIR=/var/lib/vouch \
    VOUCH_PORT=8080
USER node
VOLUME /var/lib/vouch
EXPOSE 8080
# Alive, not ready: a database that is away for a minute is no reason to restart this. Workers have no port: switch it off there.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.VOUCH_PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Finishing or handing back what runs takes up to half a minute.
STOPSIGNAL SIGTERM
ENTRYPOINT ["vouch"]
CMD ["serve"]
