package joulebook.magics.plot;

/** What a figure is shown as. */
enum PlotMode {
    /** By Plotly where the front end has it, else as a drawing: small, and right in every front end. */
    INTERACTIVE,
    /** As a drawing alone. */
    STATIC,
    /** By a plotly.js that the notebook carries itself, wherever scripts run; else as a drawing. */
    PORTABLE
}
