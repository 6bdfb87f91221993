# The monitor in a container: packages from the lock with their hashes, Chromium and letters for the pictures of reports, a user without rights.
#   docker build -t ocop-monitor .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges -p 127.0.0.1:8501:8501 ocop-monitor
# Your own data: add  -v /path/to/folder:/data:ro -e OCOP_DATA=/data
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock /requirements.lock
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --no-cache-dir --require-hashes --only-binary :all: -r /requirements.lock

FROM python:3.11-slim-bookworm
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends chromium fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin ocop
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/ocop
COPY LICENSE dashboard.py intake.py ./
COPY .streamlit .streamlit
COPY data data
COPY pages pages
COPY queries queries
COPY static static
COPY ocop ocop
# nothing is written below /: built files and what Chromium needs go to /tmp, which is memory
ENV PATH=/opt/venv/bin:$PATH \
    HOME=/tmp \
    OCOP_CACHE=/tmp/ocop-monitor \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0
USER 10001
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
CMD ["python", "-m", "ocop", "run", "--port", "8501"]
