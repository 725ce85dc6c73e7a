/**
 * Figures: {@link joulebook.magics.plot.Figure} is the only public type. A figure is a list of traces and two axes; each trace knows
 * both its Plotly JSON and its SVG marks, so the interactive and the static drawing show the same data in the same colours.
 */
package joulebook.magics.plot;
