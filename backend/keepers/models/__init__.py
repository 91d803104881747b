"""ONNX models: what can be installed, where it comes from, and which one is in use."""
