# capillary-mcp, over HTTP unless told otherwise. Debian rather than Alpine: Node's own builds are for glibc, those for musl are unofficial.
# What is built is the same for every architecture, so it is built once, on that of the builder.
FROM --platform=$BUILDPLATFORM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json vite.config.ts LICENSE ./
COPY scripts/build scripts/build
COPY src src
COPY plugins plugins
RUN npm run build

FROM node:24-slim
LABEL org.opencontainers.image.title="capillary-mcp" \
      org.opencontainers.image.description="The Capillary loyalty API as MCP tools, over Streamable HTTP." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="https://github.com/capillary-mcp/capillary-mcp" \
      io.modelcontextprotocol.server.name="io.github.capillary-mcp/capillary-mcp"
# Nothing is installed at run time, and dist/ holds every library.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
           /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-*
WORKDIR /app
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
# Beyond loopback the server starts only with authentication and CAPILLARY_ALLOWED_HOSTS. With CAPILLARY_HTTP=false it
# serves stdio, which is how hosts start the image (docker run -i).
ENV NODE_ENV=production \
    CAPILLARY_HTTP=true \
    CAPILLARY_HTTP_HOST=0.0.0.0 \
    CAPILLARY_HTTP_PORT=3000 \
    CAPILLARY_OPS_PORT=9464
EXPOSE 3000 9464
# Of nobody; the files above are root's, so the server cannot change them. It writes nothing.
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.CAPILLARY_OPS_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli.js"]
