/** Invented customers. `joined` is days ago; `habit` says how often and how much they buy. */

export type Habit = 'new' | 'lapsed' | 'occasional' | 'regular' | 'keen' | 'vip';

export interface SeedCustomer {
  firstName: string;
  lastName: string;
  gender: 'Female' | 'Male' | 'Other';
  city: string;
  /** Index into STORES. */
  store: number;
  joined: number;
  habit: Habit;
}

const customer = (
  name: string,
  gender: SeedCustomer['gender'],
  city: string,
  store: number,
  joined: number,
  habit: Habit,
): SeedCustomer => {
  const [firstName = '', lastName = ''] = name.split(' ');
  return { firstName, lastName, gender, city, store, joined, habit };
};

/** In order of joining, so that ids grow with time. */
export const CUSTOMERS: readonly SeedCustomer[] = [
  customer('Asha Rao', 'Female', 'Bengaluru', 0, 478, 'vip'),
  customer('Vikram Menon', 'Male', 'Chennai', 1, 475, 'keen'),
  customer('Meera Iyer', 'Female', 'Chennai', 1, 472, 'lapsed'),
  customer('Rohan Kulkarni', 'Male', 'Pune', 3, 468, 'regular'),
  customer('Farah Sheikh', 'Female', 'Mumbai', 2, 465, 'keen'),
  customer('Arjun Nair', 'Male', 'Bengaluru', 0, 461, 'lapsed'),
  customer('Priya Desai', 'Female', 'Mumbai', 2, 458, 'regular'),
  customer('Karan Malhotra', 'Male', 'New Delhi', 4, 452, 'vip'),
  customer('Sneha Patil', 'Female', 'Pune', 3, 447, 'occasional'),
  customer('Imran Qureshi', 'Male', 'New Delhi', 4, 441, 'lapsed'),
  customer('Divya Krishnan', 'Female', 'Chennai', 1, 430, 'keen'),
  customer('Nikhil Joshi', 'Male', 'Pune', 3, 421, 'regular'),
  customer('Tanvi Shah', 'Female', 'Mumbai', 2, 410, 'regular'),
  customer('Joseph Mathew', 'Male', 'Bengaluru', 0, 398, 'occasional'),
  customer('Ritu Bhatia', 'Female', 'New Delhi', 4, 385, 'keen'),
  customer('Sameer Khan', 'Male', 'Mumbai', 2, 371, 'regular'),
  customer('Lakshmi Reddy', 'Female', 'Bengaluru', 0, 356, 'regular'),
  customer('Gaurav Sethi', 'Male', 'New Delhi', 4, 340, 'occasional'),
  customer('Ananya Bose', 'Female', 'Mumbai', 2, 325, 'keen'),
  customer('Harish Gowda', 'Male', 'Bengaluru', 0, 310, 'regular'),
  customer('Zoya Ansari', 'Female', 'New Delhi', 4, 296, 'regular'),
  customer('Pranav Kapoor', 'Male', 'New Delhi', 4, 281, 'occasional'),
  customer('Deepa Subramanian', 'Female', 'Chennai', 1, 266, 'regular'),
  customer('Aditya Chavan', 'Male', 'Pune', 3, 251, 'keen'),
  customer('Nandini Pillai', 'Female', 'Chennai', 1, 236, 'regular'),
  customer('Rahul Verma', 'Male', 'New Delhi', 4, 220, 'occasional'),
  customer('Ishita Ghosh', 'Female', 'Bengaluru', 0, 205, 'regular'),
  customer('Manoj Shetty', 'Male', 'Mumbai', 2, 190, 'occasional'),
  customer('Kavya Hegde', 'Female', 'Bengaluru', 0, 176, 'regular'),
  customer('Tarun Saxena', 'Male', 'New Delhi', 4, 161, 'occasional'),
  customer('Simran Gill', 'Female', 'New Delhi', 4, 146, 'regular'),
  customer('Abhay Deshmukh', 'Male', 'Pune', 3, 131, 'occasional'),
  customer('Rhea Fernandes', 'Female', 'Mumbai', 2, 116, 'keen'),
  customer('Suresh Babu', 'Male', 'Chennai', 1, 101, 'occasional'),
  customer('Pooja Agarwal', 'Female', 'New Delhi', 4, 86, 'regular'),
  customer('Kabir Dutta', 'Other', 'Bengaluru', 0, 71, 'occasional'),
  customer('Shreya Naik', 'Female', 'Pune', 3, 56, 'occasional'),
  customer('Varun Choudhary', 'Male', 'Mumbai', 2, 41, 'new'),
  customer('Neha Thomas', 'Female', 'Chennai', 1, 26, 'new'),
  customer('Omkar Sawant', 'Male', 'Pune', 3, 11, 'new'),
];

/** Bills a year, and items on each, at least and at most. */
export const HABITS: Readonly<Record<Habit, { billsPerYear: number; items: readonly [number, number] }>> = {
  new: { billsPerYear: 12, items: [1, 2] },
  lapsed: { billsPerYear: 0, items: [1, 3] },
  occasional: { billsPerYear: 3, items: [1, 2] },
  regular: { billsPerYear: 7, items: [1, 3] },
  keen: { billsPerYear: 11, items: [2, 3] },
  vip: { billsPerYear: 16, items: [2, 4] },
};
