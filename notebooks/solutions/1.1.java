double kilowattHours = flat.doubleColumn("joules").sum() / 3.6e6;
