"""Measuring Sayso: accuracy on labelled sets, speed and scale. Nothing in `pipelines` imports it."""
