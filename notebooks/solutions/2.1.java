double joulesPerEpoch = bill.joules() / 20;
