"""The Reports page: figures of a period, as they will be printed, and the lists behind them."""
