"""ONNX models: what can be installed, where it comes from, and which one is in use.

`catalogue` (the packaged list), `store` (the folder they lie in), `choice` and `policy` (pure: which one
does a task, and who may use it), `models` (what `library.models` is). Tests that need real weights take the
fixture `model_store` of tests/conftest.py: a folder with set A (yunet-n, reid-0095, face-mesh) for
`Library.open(path, models=model_store)`; `make_store(folder, models_dir, ids)` of tests/models_store.py makes
one with other models.
"""
