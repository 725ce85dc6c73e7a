String readable(double joules) {
    var number = new java.text.DecimalFormat("0.##", java.text.DecimalFormatSymbols.getInstance(Locale.ROOT));
    if (joules < 1e3) {
        return number.format(joules) + " J";
    }
    return joules < 1e6 ? number.format(joules / 1e3) + " kJ" : number.format(joules / 1e6) + " MJ";
}
