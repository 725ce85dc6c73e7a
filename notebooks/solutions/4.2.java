%prune net --sparsity 0.9 --method lamp --finetune 5 --name tight
