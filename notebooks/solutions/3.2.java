%%train --data digits --algorithm mf-aggregate --epochs 15 --batch 32 --seeds 0,1,2 --name vote
new Mlp(64, 128, 128, 10)
