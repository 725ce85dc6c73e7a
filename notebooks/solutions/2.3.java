%%train --data digits --epochs 20 --batch 32 --seed 0 --name wider
new Mlp(64, 128, 10)
