# A thin front for dev.py, which works without make as well.
PYTHON ?= python3

.PHONY: run test words lock clean

run:
	@$(PYTHON) dev.py run $(ARGS)

test:
	@$(PYTHON) dev.py test $(ARGS)

words:
	@$(PYTHON) dev.py words

lock:
	@$(PYTHON) dev.py lock

# What can be made again goes; the data in var/ stays.
clean:
	rm -rf .venv .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
