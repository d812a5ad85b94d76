FROM node:24-trixie-slim AS dependencies
WORKDIR /chancery
COPY package.json package-lock.json .npmrc ./
# Without the optional packages, which are the embedded PostgreSQL's binaries: here the database is a service of its own.
# Without install scripts: the one that matters fetches a Node.js, which the image has.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

FROM node:24-trixie-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /chancery
COPY --from=dependencies /chancery/node_modules ./node_modules
COPY package.json schema.graphql LICENSE ./
COPY domain ./domain
COPY application ./application
COPY projections ./projections
COPY infrastructure ./infrastructure
# It goes into every evidence bundle.
COPY docs/evidence ./docs/evidence
RUN mkdir /data && chown node:node /data
# uid 1000, which owns nothing but /data.
USER node
VOLUME /data
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# `docker compose run --rm chancery rebuild` and every other command of `chancery --help` work as well.
ENTRYPOINT ["node", "infrastructure/main.ts"]
CMD ["start"]
