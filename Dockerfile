# One image for web, worker and migrate; deploy/entrypoint.py says which.
FROM python:3.11.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --require-hashes -r requirements.txt

FROM python:3.11.11-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin xaso \
    && install -d -o xaso -g xaso -m 0750 /srv/xaso /srv/xaso/evidence /srv/xaso/outbox \
    && install -d -o xaso -g xaso -m 0755 /srv/xaso/static /srv/xaso/media
COPY --from=packages /venv /venv
WORKDIR /opt/xaso
# Owned by root: the process cannot change what it runs.
COPY manage.py ./
COPY config config
COPY commune commune
COPY incidents incidents
COPY training training
COPY cms cms
COPY deploy deploy
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    XASO_VAR=/srv/xaso \
    BIND=0.0.0.0:8001
RUN python -m compileall -q /opt/xaso
ENV PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
EXPOSE 8001
ENTRYPOINT ["python", "deploy/entrypoint.py"]
CMD ["web"]
