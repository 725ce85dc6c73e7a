boolean shown = comparisons[0].energyRatioToReach(0.95).excludes(1);
