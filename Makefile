# Needs python3 (3.11 or newer), pip and make; nothing else.
# Every path is relative: the folder may have spaces and Vietnamese letters in its name.
PORT ?= 8000
PYTHON ?= python3
REQUIRE_ALL ?=
VENV := .venv
PY := $(VENV)/bin/python

.PHONY: demo demo-reset test lint lock bench drills screenshots messages

demo: $(VENV)/.runtime
	@$(PY) deploy/demo.py --port $(PORT)

demo-reset:
	rm -rf var
	@$(MAKE) demo

test: $(VENV)/.dev
	@REQUIRE_ALL=$(REQUIRE_ALL) $(PY) -m tests.run

lint: $(VENV)/.dev
	@$(PY) -m tests.lint

bench: $(VENV)/.dev
	@$(PY) -m tests.bench

drills: $(VENV)/.dev
	@$(PY) -m tests.drills

screenshots: $(VENV)/.dev
	@$(PY) -m tests.screenshots

messages: $(VENV)/.dev
	@$(PY) -m tools.messages extract
	@$(PY) -m tools.messages compile

# Debian's python3 has no ensurepip and refuses pip outside an environment:
# there the environment is made empty and the system's pip fills it.
$(PY):
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)

$(VENV)/.runtime: requirements.txt | $(PY)
	@echo "Installing the locked packages …"
	@$(PYTHON) -m pip --disable-pip-version-check --python $(PY) install -q --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(PY)
	@echo "Installing the locked packages and the test tools …"
	@$(PYTHON) -m pip --disable-pip-version-check --python $(PY) install -q --require-hashes -r requirements-dev.txt
	@touch $(VENV)/.runtime $@

LOCK := $(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-strip-extras --no-annotate --no-header --extra postgres --extra redis pyproject.toml

lock: $(VENV)/.dev
	$(LOCK) -o requirements.txt
	$(LOCK) --group dev -o requirements-dev.txt
