# Base images come from the machine's own mirror: see .env.example. Packages come from the feed that a nuget.config in this
# folder names, if there is one.
ARG SDK_IMAGE=dotnet-sdk:10.0
ARG RUNTIME_IMAGE=dotnet-aspnet:10.0
ARG NODE_IMAGE=node:20-bookworm-slim

FROM ${NODE_IMAGE} AS dashboard
WORKDIR /src/dashboard
COPY dashboard/package.json dashboard/package-lock.json dashboard/.npmrc ./
RUN npm ci
COPY dashboard/ ./
RUN npm run build

FROM ${SDK_IMAGE} AS server
WORKDIR /src
# A pattern that matches nothing is no error: the configuration need not be there.
COPY global.json Directory.Build.props Program.props Directory.Packages.props BannedSymbols.txt .editorconfig nuget.confi[g] ./
COPY scripts/ready scripts/
COPY protos/ protos/
COPY json/ json/
COPY silo/ silo/
COPY gateway/ gateway/
RUN dotnet publish gateway/Host -c Release -o /app && cp scripts/ready /app/
# The journal belongs to the user that the server runs as.
RUN mkdir -m 700 /data

FROM ${RUNTIME_IMAGE}
WORKDIR /app
COPY --from=server /app ./
COPY --from=dashboard /src/dashboard/dist ./dashboard
# 1654 is the user that .NET's images bring along for this.
COPY --from=server --chown=1654:1654 /data /data
USER 1654
# Fewer arenas of the C library: docs/performance.md, "Memory".
ENV MALLOC_ARENA_MAX=2
VOLUME /data
ENTRYPOINT ["/app/RealtimeGov.Gateway.Host", "--dashboard", "/app/dashboard"]
CMD ["--data=/data"]
